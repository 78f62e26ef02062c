"""The closed lists that the heads choose from, in the order of their outputs."""

TYPES = [
    "O", "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT",
    "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
]
MODALITIES = ["happened", "ongoing", "planned", "hypothetical", "denied", "demanded"]
MODES_OF = {
    "CONSULT": "visit third-party multilateral phone",
    "RETREAT": "withdraw release return disarm ceasefire access resign",
    "REQUEST": "assist change yield meet",
    "ACCUSE": "disapprove investigate allege",
    "REJECT": "assist change yield meet",
    "THREATEN": "restrict ban arrest relations expel territory violence",
    "PROTEST": "demo riot strike hunger boycott obstruct",
    "SANCTION": "convict expel withdraw discontinue",
    "MOBILIZE": "troops weapons police militia",
    "COERCE": "seize restrict ban censor curfew arrest deport withhold misinformation cyber",
    "ASSAULT": "beat abduct torture execute sexual assassinate primitive firearms explosives suicide-attack"
    " heavy-weapons crowd-control cleansing unconventional",
}
MODES = ["none"] + [f"{kind}.{mode}" for kind, modes in MODES_OF.items() for mode in modes.split()]
ROLES = ["none", "source", "target", "said_by", "source+said_by", "when"]
ATTRIBUTES = {
    "modality": MODALITIES,
    "mode": MODES,
    "reciprocal": ["no", "yes"],
    "background": ["no", "yes"],
}


# Names of the guidelines that the codebook has not.
CODEBOOK = {"execution": "execute", "martial-law": "restrict"}


def mode_label(kind, mode):
    """The index of a mode in MODES; 0 where the act has none."""
    mode = CODEBOOK.get(mode, mode)
    return MODES.index(f"{kind}.{mode}") if mode else 0
