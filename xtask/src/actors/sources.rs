//! One file for each source of offices and their holders.

pub(super) mod country_info;
pub(super) mod factbook;
pub(super) mod north_korea;
pub(super) mod reign;
pub(super) mod snapshot;
pub(super) mod wikidata;
