//! What the views show of a ledger.

use std::collections::{BTreeMap, BTreeSet};

use detente_ledger::{Filter, Header, Ledger};
use detente_schema::{Dct, Digest, DocumentParts, Story};
use detente_views::{ReportData, ReportDocument};
use jiff::civil::Date;

use crate::add::effective_dcts;

/// Everything that the view of the ledger holds, ready to be shown.
pub(crate) fn report_data(ledger: &Ledger) -> anyhow::Result<ReportData> {
    let mentions = ledger.mentions()?.into_iter();
    Ok(ReportData {
        documents: documents(ledger)?,
        stories: ledger.told_stories()?,
        events: ledger.events(&Filter::default())?,
        conflicts: ledger.conflicts()?,
        triggers: mentions.map(|mention| (mention.id, mention.trigger)).collect(),
    })
}

/// What JSON tells of stories: no texts and no dates.
pub(crate) fn story_headers(ledger: &Ledger, stories: Vec<Story>) -> anyhow::Result<ReportData> {
    let members = stories.iter().flat_map(|story| &story.members);
    let digests: Vec<_> = members.map(|member| member.doc.clone()).collect();
    let headers = ledger.headers_of(&digests)?.into_iter();
    let documents = headers.map(|header| report_document(header.without_text(), None)).collect();
    Ok(ReportData { documents, stories, ..ReportData::default() })
}

/// What is shown of stories; of reports that stand alone, not the text.
pub(crate) fn story_data(ledger: &Ledger, stories: Vec<Story>) -> anyhow::Result<ReportData> {
    let told_again = stories.iter().filter(|story| story.members.len() > 1);
    let members = told_again.flat_map(|story| &story.members);
    let with_text: BTreeSet<Digest> = members.map(|member| member.doc.clone()).collect();
    let headers = ledger.headers()?;
    let dcts = effective_dcts(&headers, &stories);
    let alone = headers.into_iter().filter(|header| !with_text.contains(&header.digest));
    let mut parts: Vec<_> = alone.map(Header::without_text).collect();
    parts.extend(ledger.documents(&with_text.into_iter().collect::<Vec<_>>())?);
    parts.sort_by(|a, b| a.digest.cmp(&b.digest));
    Ok(ReportData { documents: dated(parts, &dcts), stories, ..ReportData::default() })
}

/// The documents with the dates that their codings assumed.
fn documents(ledger: &Ledger) -> anyhow::Result<Vec<ReportDocument>> {
    Ok(dated(ledger.documents(&ledger.digests()?)?, &ledger.effective_dcts()?))
}

/// The documents with the dates of `dcts`, or else those that they state.
fn dated(stored: Vec<DocumentParts>, dcts: &BTreeMap<Digest, Dct>) -> Vec<ReportDocument> {
    let dated = stored.into_iter().map(|stored| {
        let date = dcts.get(&stored.digest).unwrap_or(&stored.dct).value;
        report_document(stored, date)
    });
    dated.collect()
}

fn report_document(stored: DocumentParts, date: Option<Date>) -> ReportDocument {
    let credit = stored.credits.maker().map(|credit| credit.name.clone());
    let is_by_agency = stored.credits.agency.is_some();
    let DocumentParts { id, digest, source, text, raw, .. } = stored;
    ReportDocument { id, digest, source, credit, is_by_agency, date, text, raw }
}
