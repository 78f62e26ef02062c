use jiff::civil::Date;
use serde::Serialize;

/// The numbers of a state and when it was a member of the system of states.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Codes {
    /// Number of the Correlates of War project.
    pub cow: Option<u16>,
    /// Number in the list of Gleditsch and Ward.
    pub gw: Option<u16>,
    /// The stays in the system of states, the earliest first.
    pub membership: Vec<Stay>,
}

/// From when to when a state was a member of the system of states.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Stay {
    /// First day.
    pub from: Date,
    /// Last day; `None` for a member.
    pub until: Option<Date>,
}
