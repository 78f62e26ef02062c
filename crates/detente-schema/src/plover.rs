use crate::words::words;

words! {
    /// The sixteen event types of PLOVER, draft 2.0.
    EventType {
        /// Agree, offer or promise to cooperate, meet or sign.
        Agree = "AGREE",
        /// Meet, visit, negotiate, telephone, write.
        Consult = "CONSULT",
        /// Support in words, recognise, sign or ratify.
        Support = "SUPPORT",
        /// Yield in words: ease, apologise, declare a ceasefire.
        Concede = "CONCEDE",
        /// Cooperate in deed: trade, joint exercises, extradition.
        Cooperate = "COOPERATE",
        /// Give money, goods, arms or shelter.
        Aid = "AID",
        /// Yield in deed: withdraw, release, return, disarm.
        Retreat = "RETREAT",
        /// Ask, demand, order or propose.
        Request = "REQUEST",
        /// Criticise, accuse, investigate, charge.
        Accuse = "ACCUSE",
        /// Refuse, veto, defy.
        Reject = "REJECT",
        /// Threaten or warn.
        Threaten = "THREATEN",
        /// Demonstrate, riot, strike.
        Protest = "PROTEST",
        /// Impose sanctions, halt aid or talks, break relations.
        Sanction = "SANCTION",
        /// Alert or move forces, test weapons.
        Mobilize = "MOBILIZE",
        /// Arrest, seize, ban, censor.
        Coerce = "COERCE",
        /// Use violence.
        Assault = "ASSAULT",
    }
}

words! {
    /// Verbal or material, cooperation or conflict.
    QuadClass {
        /// Cooperation in words.
        VerbalCooperation = "verbal cooperation",
        /// Cooperation in deeds.
        MaterialCooperation = "material cooperation",
        /// Conflict in words.
        VerbalConflict = "verbal conflict",
        /// Conflict in deeds.
        MaterialConflict = "material conflict",
    }
}

impl EventType {
    /// The quad class of the type, after the type's own section in the manual.
    pub const fn quad_class(self) -> QuadClass {
        match self {
            Self::Agree | Self::Consult | Self::Support | Self::Concede => {
                QuadClass::VerbalCooperation
            }
            Self::Cooperate | Self::Aid | Self::Retreat => QuadClass::MaterialCooperation,
            Self::Request | Self::Accuse | Self::Reject | Self::Threaten => {
                QuadClass::VerbalConflict
            }
            Self::Protest | Self::Sanction | Self::Mobilize | Self::Coerce | Self::Assault => {
                QuadClass::MaterialConflict
            }
        }
    }
}
