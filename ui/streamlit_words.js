// Says Streamlit's own words in the language of the link, as they come, and names that language to whoever reads aloud.
(() => {
  if (window.essaimageWords) return;
  window.essaimageWords = true;
  const words = WORDS;
  const spoken = { fr: [new Map(), []], en: [new Map(), []] }; // to each language: whole texts, texts with a gap
  const put = ([whole, open], from, to) => {
    if (!/\{n?\}/.test(from)) return whole.set(from, to);
    const form = from.replace(/[.*+?^$()|[\]\\]/g, "\\$&").replace(/\{n?\}/g, (gap) => (gap === "{n}" ? "([\\d.,]+)" : "(.+)"));
    open.push([new RegExp(`^${form}$`), to]);
  };
  for (const [english, french] of Object.entries(words)) {
    put(spoken.fr, english, french);
    put(spoken.en, french, english);
  }
  const root = document.documentElement;
  let lang;
  const number = (text) => (lang === "fr" ? text.replace(".", ",") : text.replace(",", "."));
  const say = (was) => {
    const [whole, open] = spoken[lang];
    if (whole.has(was)) return whole.get(was);
    if (was.length > 240) return;
    for (const [form, to] of open) {
      const [, ...gaps] = form.exec(was) || [];
      if (gaps.length) return to.replace(/\{n?\}/g, (gap) => (gap === "{n}" ? number(gaps.shift()) : gaps.shift()));
    }
  };
  // The planner's own text is in the right language already, and a name in it may look like one of these words.
  const theirs =
    "[data-testid^=stMainMenu], [data-testid^=stFileUploader], [data-testid^=stFileChip], [data-testid=InputInstructions]," +
    "[data-testid=stSkipToContent], [data-testid=stStatusWidget], [data-testid=stDialog], [data-testid^=stDataFrameColumn]," +
    "[data-testid=stElementToolbar], .gdg-search-status, [role=listbox], [role=tooltip], [data-live-announcer]";
  const choice = "[role=listbox]:not([data-empty]) [role=option]"; // of a list: a name of the planner's
  const every = /^(Select all|Select [\d.,]+ matches|Tout choisir|Choisir les [\d.,]+ résultats)$/;
  const text = (node) => {
    const [was, at] = [node.nodeValue, node.parentElement];
    if (!at || !at.closest(theirs) || (at.closest(choice) && !every.test(was))) return;
    const is = say(was);
    if (is) node.nodeValue = is;
  };
  const named = "[data-tag], [data-tag] [title], [role=option] [title]"; // what is chosen, or can be: such a name too
  const marks = ["aria-label", "title", "placeholder"];
  const element = (one) => {
    for (const mark of marks) {
      const was = one.getAttribute(mark);
      const is = was && !one.matches(named) && say(was);
      if (is) one.setAttribute(mark, is);
    }
  };
  const each = (node) => (node.nodeType === Node.TEXT_NODE ? text(node) : node.nodeType === Node.ELEMENT_NODE && element(node));
  const all = (from) => {
    each(from);
    const walk = document.createTreeWalker(from, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) each(walk.currentNode);
  };
  const turn = () => {
    const is = new URLSearchParams(location.search).get("lang") || lang || root.lang;
    if (is === lang || !(is in spoken)) return false;
    lang = root.lang = is;
    all(document.body);
    return true;
  };
  new MutationObserver((seen) => {
    if (!lang || turn()) return;
    for (const one of seen) one.type === "childList" ? one.addedNodes.forEach(all) : each(one.target);
  }).observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: marks });
  turn();
  setInterval(turn, 600);
})();
