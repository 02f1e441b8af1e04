"""Streamlit's own words in the language of the page: it says them in English alone, and takes no other words."""

from __future__ import annotations

import json
from pathlib import Path

import streamlit as st

WORDS = {
    # every page: menu, sidebar, state of the page
    "Skip to main content": "Aller au contenu",
    "App pages": "Pages",
    "Sidebar": "Volet latéral",
    "Expand sidebar": "Déplier le volet",
    "Collapse sidebar": "Replier le volet",
    "Main menu": "Menu",
    "Theme": "Thème",
    "System": "Système",
    "Light": "Clair",
    "Dark": "Sombre",
    "Print": "Imprimer",
    "Record screen": "Filmer l'écran",
    "Stop recording": "Arrêter de filmer",
    "Made with Streamlit v": "Fait avec Streamlit v",
    "Copy version to clipboard": "Copier la version",
    "Copied": "Copié",
    "Notifications": "Avis",
    "Running...": "Calcul en cours…",
    "Stop": "Interrompre",
    "Stopping...": "Interruption…",
    "Connecting": "Connexion…",
    "progress": "progression",
    "Close": "Fermer",
    "Link to heading": "Lien vers ce titre",
    "Help for {}": "Aide : {}",
    # what is told when the server is gone, or the screen is filmed
    "Connection error": "Connexion perdue",
    "Connection timed out.": "Le serveur ne répond pas.",
    "Connection failed with status {}": "Le serveur a répondu par l'erreur {}",
    "Is Streamlit still running? If you accidentally stopped Streamlit, just restart it in your terminal:":
        "Le serveur ne répond plus ; la page reprendra d'elle-même quand il sera là. Pour le lancer, au terminal :",
    "Streamlit server is not responding. Are you connected to the internet?":
        "Le serveur ne répond pas. Le réseau est-il disponible ?",
    "Network issue": "Réseau indisponible",
    "Page not found": "Page introuvable",
    "Try again": "Réessayer",
    "Cancel": "Annuler",
    "Record a screencast": "Filmer l'écran",
    "This will record a video with the contents of your screen, so you can easily share what you're seeing with "
    "others.": "Une vidéo de ce que montre l'écran, à partager.",
    "Also record audio": "Avec le son",
    "Start recording!": "Commencer",
    # fields and lists
    "Press Enter to apply": "Entrée pour appliquer",
    "Press Enter to submit form": "Entrée pour valider",
    "Increment": "Augmenter",
    "Decrement": "Diminuer",
    "Open": "Ouvrir",
    "Dismiss": "Refermer",
    "Clear value": "Vider",
    "Clear entry": "Effacer",
    "Clear all": "Tout vider",
    "Remove {}": "Retirer {}",
    "Selected values": "Valeurs choisies",
    "Select all": "Tout choisir",
    "Select {n} matches": "Choisir les {n} résultats",
    "Choose an option": "Choisir",
    "Choose options": "Choisir",
    "No results": "Aucun résultat",
    "1 option available.": "1 choix possible.",
    "{n} options available.": "{n} choix possibles.",
    "{}, selected": "{}, choisi",
    # files
    "file upload": "fichiers à déposer",
    "Upload": "Parcourir",
    "Add files": "Ajouter des fichiers",
    "{n}MB per file": "ou déposer ici, {n}\u202fMo au plus par fichier",
    "File must be {n}MB or smaller.": "Un fichier pèse {n}\u202fMo au plus.",
    "{n}B": "{n}\u202fo",
    "{n}KB": "{n}\u202fko",
    "{n}MB": "{n}\u202fMo",
    "{}, {n}B": "{}, {n}\u202fo",
    "{}, {n}KB": "{}, {n}\u202fko",
    "{}, {n}MB": "{}, {n}\u202fMo",
    "{} files are not allowed.": "Ce fichier n'est pas d'une forme attendue ({}).",
    "Error: ": "Erreur : ",
    "Upload failed": "Le dépôt a échoué",
    "Click to retry upload": "Réessayer",
    "Cancel upload of {}": "Arrêter le dépôt de {}",
    # tables and figures
    "Show/hide columns": "Montrer ou cacher des colonnes",
    "Show/hide columns: {}": "Montrer ou cacher des colonnes : {}",
    "Download as CSV": "Exporter en CSV",
    "Download as CSV: {}": "Exporter en CSV : {}",
    "Search": "Chercher",
    "Search: {}": "Chercher : {}",
    "Fullscreen": "Plein écran",
    "Fullscreen: {}": "Plein écran : {}",
    "Close fullscreen": "Quitter le plein écran",
    "Close fullscreen: {}": "Quitter le plein écran : {}",
    "Copy to clipboard": "Copier",
    "Type to search": "Texte à chercher",
    "Previous Result": "Précédent",
    "Next Result": "Suivant",
    "Close Search": "Fermer la recherche",
    "Copy column name": "Copier le nom de la colonne",
    "Sort ascending": "Trier par ordre croissant",
    "Sort descending": "Trier par ordre décroissant",
    "Statistics": "Statistiques",
    "Format": "Forme",
    "Autosize": "Ajuster la largeur",
    "Pin column": "Figer la colonne",
    "Unpin column": "Libérer la colonne",
    "Hide column": "Cacher la colonne",
}  # fmt: skip
"""As Streamlit 1.67 says them, and in French; {} stands for what it puts there, {n} for a number."""

_SPEAKING = Path(__file__).with_suffix(".js").read_text("utf-8")
SCRIPT = _SPEAKING.replace("WORDS", json.dumps(WORDS, ensure_ascii=False), 1).strip()
"""Runs in the page, once."""


def put() -> None:
    """Where it takes no room that anything else would have."""
    st.html(f"<script>{SCRIPT}</script>", unsafe_allow_javascript=True)
