"""How English tells each kind of act: both voices, nouns, what is said of a life in prison, and what only sounds alike."""

import pytest

from khronika.reading import read

TOLD: dict[str, tuple[str, ...]] = {
    "arrest": (
        "Ivan Kupchyk was remanded in custody until 4 May.",
        "Ivan Kupchyk was placed in pre-trial detention.",
        "Ivan Kupchyk, held since May, has not seen the case file.",
        "Since her arrest in May, Volha Rachnaya has written two poems.",
        "Ivan Kupchyk is awaiting trial in SIZO No. 3.",
        "The court extended the arrest of Ivan Kupchyk.",
    ),
    "detention": (
        "Ivan Kupchyk was bundled into a minibus.",
        "Ivan Kupchyk was led away in handcuffs.",
        "Ivan Kupchyk was taken from his workplace by men in masks.",
        "Ivan Kupchyk was held for six hours.",
        "Masked men marched Ivan Kupchyk off. They put him into a van.",
        "Ivan Kupchyk spent the night in a police cell.",
        "The brief detention of Ivan Kupchyk ended at noon.",
    ),
    "search": (
        "The home of Ivan Kupchyk was searched.",
        "Officers broke down the door of Ivan Kupchyk.",
        "Volha Rachnaya lost her diary during a search.",
        "Police carried out a search at the flat of Ivan Kupchyk.",
    ),
    "criminal_charge": (
        "Ivan Kupchyk was charged under Article 130.",
        "Investigators opened a second criminal case against Ivan Kupchyk.",
        "Ivan Kupchyk is accused of insulting an official.",
        "Ivan Kupchyk was named as a suspect.",
        "Ivan Kupchyk was put on a wanted list.",
    ),
    "trial": (
        "Ivan Kupchyk went on trial on Monday.",
        "Ivan Kupchyk appeared before a military court.",
        "The trial of Ivan Kupchyk opened in Hrodna.",
        "Ivan Kupchyk pleaded not guilty.",
    ),
    "death_sentence": (
        "A judge condemned Ivan Kupchyk to death.",
        "Ivan Kupchyk has been on death row since 2019.",
        "The death sentence against Ivan Kupchyk was upheld.",
    ),
    "conviction": (
        "Ivan Kupchyk was found guilty of slander.",
        "A court has jailed Ivan Kupchyk for four years.",
        "Ivan Kupchyk was given a six-year term.",
        "Ivan Kupchyk was sent to a penal colony for three years.",
        "The verdict against Ivan Kupchyk was upheld.",
        "The court handed down a suspended sentence to Ivan Kupchyk.",
    ),
    "fine": (
        "Ivan Kupchyk was hit with a heavy fine.",
        "The judge slapped a fine on Ivan Kupchyk.",
        "Ivan Kupchyk had to pay 900 euros for a flag.",
    ),
    "administrative_detention": (
        "Ivan Kupchyk was jailed for 15 days.",
        "Ivan Kupchyk spent eight days in a detention centre.",
        "Ivan Kupchyk served 13 days of administrative arrest.",
    ),
    "imprisonment": (
        "Ivan Kupchyk is serving a nine-year sentence.",
        "Ivan Kupchyk has spent six years behind bars.",
        "Ivan Kupchyk remains in prison.",
        "Ivan Kupchyk was transferred to another colony.",
        "Ivan Kupchyk has been inside since 2021.",
        "The continued imprisonment of Ivan Kupchyk saddens his readers.",
    ),
    "restriction_of_freedom": (
        "Ivan Kupchyk was placed under house arrest.",
        "Ivan Kupchyk, currently under house arrest, teaches online.",
        "Ivan Kupchyk must wear a tag: he is under a night curfew.",
    ),
    "forced_labour": ("Ivan Kupchyk was made to sew uniforms.", "Ivan Kupchyk was put to work at a sawmill."),
    "execution": ("Ivan Kupchyk was hanged at dawn.", "The execution of Ivan Kupchyk took place in secret."),
    "death_in_custody": (
        "Ivan Kupchyk died in a prison hospital.",
        "Ivan Kupchyk was found dead in his cell.",
        "Ivan Kupchyk died behind bars.",
        "Ivan Kupchyk did not survive prison.",
    ),
    "torture_ill_treatment": (
        "Ivan Kupchyk was given electric shocks.",
        "Ivan Kupchyk was kept standing for two nights.",
        "Guards forced Ivan Kupchyk to confess. They made him kneel: he was tortured.",
        "Ivan Kupchyk was stripped naked.",
        "The torture of Ivan Kupchyk went on for a week.",
    ),
    "beating": (
        "Ivan Kupchyk was severely beaten.",
        "A guard punched Ivan Kupchyk in the face.",
        "Officers broke his ribs, Ivan Kupchyk wrote.",
        "Ivan Kupchyk was thrown to the floor.",
    ),
    "solitary_confinement": (
        "Ivan Kupchyk was placed in a punishment cell.",
        "Ivan Kupchyk was sent to SHIZO for ten days.",
        "Ivan Kupchyk has spent 200 days in solitary.",
        "Ivan Kupchyk was moved to cell-type premises.",
    ),
    "denial_of_medical_care": (
        "Ivan Kupchyk was denied insulin.",
        "Guards refused to take Ivan Kupchyk to hospital.",
        "Ivan Kupchyk receives no medical help.",
        "Ivan Kupchyk has been left without his medication.",
    ),
    "denial_of_contact": (
        "Ivan Kupchyk is being held incommunicado.",
        "Ivan Kupchyk was denied visits.",
        "Letters to Ivan Kupchyk are never delivered.",
        "Ivan Kupchyk has had no calls since May.",
        "Ivan Kupchyk was not allowed to see a lawyer.",
    ),
    "entry_ban": (
        "Ivan Kupchyk was denied entry to Georgia.",
        "Ivan Kupchyk was turned back at the border.",
        "Ivan Kupchyk was declared persona non grata.",
    ),
    "travel_ban": (
        "Ivan Kupchyk was barred from leaving the country.",
        "Officers prevented Ivan Kupchyk, a cellist, from boarding a plane.",
        "Ivan Kupchyk was taken off a train.",
        "Ivan Kupchyk is under a travel ban.",
    ),
    "forced_exile": (
        "Ivan Kupchyk was forced to leave the country.",
        "Ivan Kupchyk went into exile.",
        "Ivan Kupchyk was put on a plane to Rome.",
        "Volha Rachnaya fled abroad.",
    ),
    "deprivation_of_citizenship": (
        "Ivan Kupchyk was stripped of his citizenship.",
        "The nationality of Ivan Kupchyk was revoked.",
    ),
    "dismissal": (
        "Ivan Kupchyk was fired from his job.",
        "Ivan Kupchyk was struck off the register.",
        "Ivan Kupchyk was forced to resign.",
        "The theatre did not renew the contract of Ivan Kupchyk.",
        "Ivan Kupchyk lost the right to practise.",
        "The dismissal of Ivan Kupchyk surprised his pupils.",
    ),
    "expulsion_from_university": (
        "Ivan Kupchyk was expelled from the institute.",
        "Ivan Kupchyk was thrown out of his college.",
        "The expulsion of Ivan Kupchyk was signed by the rector.",
    ),
    "liquidation_of_organization": (
        "A court ordered the Rowan Foundation to close.",
        "The Rowan Foundation was wound up by court order.",
        "The Rowan Foundation was struck off the register.",
        "The ministry cancelled the legal status of the Rowan Foundation.",
    ),
    "refusal_of_registration": (
        "The ministry refused to register the Rowan Foundation.",
        "The Rowan Foundation was denied registration.",
    ),
    "designation_as_extremist_or_terrorist": (
        "Ivan Kupchyk was added to the list of terrorists.",
        "Ivan Kupchyk was declared a foreign agent.",
        "The Rowan Foundation was labelled an extremist formation.",
        "Ivan Kupchyk is on the register of people involved in extremist activity.",
    ),
    "blocking_of_media": (
        "The website of the Rowan Foundation was blocked.",
        "The newspaper was taken off the air: its website was shut down.",
        "Access to the site of Radio Rowan was restricted.",
    ),
    "confiscation": (
        "The phone and laptop of Ivan Kupchyk were confiscated.",
        "Officers took his laptop and books, Ivan Kupchyk says.",
        "The bank accounts of Ivan Kupchyk were frozen.",
    ),
    "surveillance": (
        "Ivan Kupchyk was followed by two men in a car.",
        "The phone of Ivan Kupchyk was tapped.",
        "Ivan Kupchyk was placed under surveillance.",
    ),
    "threat_harassment": (
        "Ivan Kupchyk received death threats.",
        "Ivan Kupchyk was summoned for questioning.",
        "Ivan Kupchyk was given an official warning.",
        "Somebody set fire to his car, Ivan Kupchyk said.",
    ),
    "enforced_disappearance": (
        "Ivan Kupchyk went missing in May.",
        "Ivan Kupchyk has not been seen since.",
        "Ivan Kupchyk was taken to an unknown place.",
        "The whereabouts of Ivan Kupchyk are still unknown.",
        "The abduction of Ivan Kupchyk was filmed.",
    ),
    "killing": (
        "Ivan Kupchyk was shot dead outside his house.",
        "Ivan Kupchyk was murdered in 2014.",
        "The killing of Ivan Kupchyk is unsolved.",
    ),
    "release": (
        "Ivan Kupchyk walked out of the colony on Friday.",
        "Ivan Kupchyk was freed in a prisoner swap.",
        "Ivan Kupchyk came home from prison.",
        "Police let Ivan Kupchyk go. He was released without charge.",
        "Ivan Kupchyk got out of jail in March.",
    ),
    "pardon": ("Ivan Kupchyk was pardoned.", "Ivan Kupchyk received a royal pardon."),
    "acquittal": (
        "Ivan Kupchyk was cleared of all charges.",
        "The court found Ivan Kupchyk not guilty.",
        "The acquittal of Ivan Kupchyk came late.",
    ),
    "other": (
        "Ivan Kupchyk was extradited to Belarus.",
        "Ivan Kupchyk was sent for compulsory psychiatric treatment.",
    ),
}

UNTOLD = (
    "The club released its annual report on Monday.",
    "The band released a new album called Prison Songs.",
    "The centre-forward fired a shot over the bar.",
    "The phone needs a charge, and a free trial lasts ten days.",
    "Ivan Kupchyk is in charge of the library.",
    "The committee spent a year on the search for a director.",
    "Volha Rachnaya spoke about the execution of the budget.",
    "From the tower Volha Rachnaya enjoyed an arresting view.",
    "The court dismissed the appeal of Ivan Kupchyk.",
    "Dinamo beat the champions in the final.",
    "Ivan Kupchyk spoke with conviction.",
    "Admission is free, said Volha Rachnaya.",
    "The concert of Volha Rachnaya was followed by a discussion.",
    "Volha Rachnaya served on the board.",
    "Volha Rachnaya tried to smile.",
    "The minister closed the conference, and Ivan Kupchyk shut the window.",
    "Ivan Kupchyk searched for his glasses.",
    "Police seized the opportunity to talk about road safety.",
    "Ivan Kupchyk carried out a study of rivers.",
    "Ivan Kupchyk suffered minor injuries on the ice.",
)


def happened(text: str) -> list[str]:
    return [act.type for act in read(text, lang="en").acts if act.status in ("asserted", "alleged")]


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, texts in TOLD.items() for text in texts])
def test_an_act_is_told_in_many_ways(kind: str, text: str) -> None:
    assert kind in happened(text)


@pytest.mark.parametrize("text", UNTOLD)
def test_what_only_sounds_like_an_act_is_none(text: str) -> None:
    assert happened(text) == []
