use std::collections::BTreeMap;

use detente_schema::{Country, Dct, Digest, EventMention, Evidence, Participant, Quantity, Span};
use rusqlite::{Connection, OptionalExtension, Params, Result as Sql, Row, params};

use crate::columns::{date_text, dct, digest, event_date, party, share, span, word};
use crate::documents::number_of;
use crate::telling::act;
use crate::{Ledger, Result};

impl Ledger {
    /// Those documents of `dcts` that `coder` has yet to code: whose latest coding is by another
    /// coder or assumed another document creation time than `dcts` says. In the order of the digests.
    pub fn pending(&self, coder: &str, dcts: &BTreeMap<Digest, Dct>) -> Result<Vec<Digest>> {
        self.read_at_once(|connection| {
            let mut pending = Vec::new();
            for (document, dct) in dcts {
                let assumed = latest_coding(connection, document)?.filter(|(by, _)| by == coder);
                if assumed.is_none_or(|(_, assumed)| !is_same_day(&assumed, dct)) {
                    pending.push(document.clone());
                }
            }
            Ok(pending)
        })
    }

    /// Adds what `coder` found in documents, with the document creation time that it assumed for
    /// each; all or nothing. Of mentions with one identifier in one document, the first counts.
    pub fn add_codings(
        &mut self,
        coder: &str,
        codings: &[(Digest, Dct, Vec<EventMention>)],
    ) -> Result<()> {
        self.write(|transaction| {
            for (document, dct, mentions) in codings {
                let coding = add_coding(transaction, coder, document, dct)?;
                mentions
                    .iter()
                    .try_for_each(|mention| add_mention(transaction, coding, mention))?;
            }
            Ok(())
        })
    }

    /// Every mention of the codings that count, in the order of documents and texts.
    pub fn mentions(&self) -> Result<Vec<EventMention>> {
        self.read_at_once(latest_mentions)
    }

    /// The document creation time of each document that the coding that counts assumed.
    pub fn effective_dcts(&self) -> Result<BTreeMap<Digest, Dct>> {
        self.read(effective_dcts)
    }
}

/// Who coded a document last, and with which document creation time.
pub(crate) fn latest_coding(
    connection: &Connection,
    document: &Digest,
) -> Sql<Option<(String, Dct)>> {
    let mut find = connection.prepare_cached(
        "SELECT coder, coding.dct_value, coding.dct_basis, coding.dct_start, coding.dct_end
         FROM coding JOIN document ON document.number = coding.document
         WHERE document.digest = ? ORDER BY coding.number DESC LIMIT 1",
    )?;
    find.query_row([&document.0], |row| Ok((row.get("coder")?, dct(row)?))).optional()
}

pub(crate) fn effective_dcts(connection: &Connection) -> Sql<BTreeMap<Digest, Dct>> {
    let mut all = connection.prepare(
        "SELECT document.digest, coding.dct_value, coding.dct_basis, coding.dct_start, coding.dct_end
         FROM latest_coding coding JOIN document ON document.number = coding.document",
    )?;
    all.query_map([], |row| Ok((digest(row, "digest")?, dct(row)?)))?.collect()
}

fn is_same_day(a: &Dct, b: &Dct) -> bool {
    (a.value, a.basis) == (b.value, b.basis)
}

fn add_coding(connection: &Connection, coder: &str, document: &Digest, dct: &Dct) -> Sql<i64> {
    let document = number_of(connection, document)?;
    connection
        .prepare_cached(
            "INSERT INTO coding (document, coder, dct_value, dct_basis, dct_start, dct_end)
             VALUES (?, ?, ?, ?, ?, ?)",
        )?
        .execute(params![
            document,
            coder,
            date_text(dct.value),
            dct.basis.as_str(),
            dct.span.map(Span::start),
            dct.span.map(Span::end),
        ])?;
    Ok(connection.last_insert_rowid())
}

fn add_mention(connection: &Connection, coding: i64, mention: &EventMention) -> Sql<()> {
    let mut add = connection.prepare_cached(
        "INSERT INTO mention (coding, id, act, type, mode, cameo, modality, reciprocal, background,
             date_begin, date_end, date_precision, date_basis, date_reason, confidence, found_by,
             trigger_start, trigger_end, sentence_start, sentence_end, quote_start, quote_end, quote)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (coding, id) DO NOTHING",
    )?;
    let added = add.execute(params![
        coding,
        mention.id,
        act(mention),
        mention.kind.as_str(),
        mention.mode,
        mention.cameo,
        mention.modality.as_str(),
        mention.reciprocal,
        mention.background,
        date_text(mention.date.interval.begin),
        date_text(mention.date.interval.end),
        mention.date.precision.as_str(),
        mention.date.basis.as_str(),
        mention.date.reason,
        share(mention.confidence),
        mention.found_by,
        mention.trigger.start(),
        mention.trigger.end(),
        mention.sentence.start(),
        mention.sentence.end(),
        mention.evidence.span.start(),
        mention.evidence.span.end(),
        mention.evidence.quote,
    ])?;
    if added == 0 { Ok(()) } else { add_parts(connection, mention) }
}

/// What hangs on the mention that was added last.
fn add_parts(connection: &Connection, mention: &EventMention) -> Sql<()> {
    let number = connection.last_insert_rowid();
    add_participants(connection, number, "source", &mention.source)?;
    add_participants(connection, number, "target", &mention.target)?;
    let mut add = connection.prepare_cached("INSERT INTO attribution VALUES (?, ?, ?)")?;
    for (ordinal, name) in mention.attribution.iter().enumerate() {
        add.execute(params![number, ordinal, name])?;
    }
    let mut add = connection.prepare_cached("INSERT INTO quantity VALUES (?, ?, ?, ?, ?, ?)")?;
    for (ordinal, Quantity { span, value, unit }) in mention.quantities.iter().enumerate() {
        add.execute(params![number, ordinal, value, unit, span.start(), span.end()])?;
    }
    Ok(())
}

fn add_participants(
    connection: &Connection,
    mention: i64,
    role: &str,
    participants: &[Participant],
) -> Sql<()> {
    let mut add =
        connection.prepare_cached("INSERT INTO participant VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")?;
    for (ordinal, Participant { span, actor, name, country: Country(country), sector }) in
        participants.iter().enumerate()
    {
        let actor = actor.as_ref().map(|actor| &actor.0);
        let (start, end) = (span.start(), span.end());
        let sector = sector.as_str();
        add.execute(params![mention, role, ordinal, actor, name, country, sector, start, end])?;
    }
    Ok(())
}

pub(crate) fn latest_mentions(connection: &Connection) -> Sql<Vec<EventMention>> {
    read_mentions(connection, "SELECT * FROM latest_mention", [])
}

/// The mentions of the codings that count that are of `act`, in the order of documents and texts.
pub(crate) fn mentions_of(connection: &Connection, act: &str) -> Sql<Vec<EventMention>> {
    read_mentions(connection, "SELECT * FROM latest_mention WHERE act = ?", [act])
}

fn read_mentions(
    connection: &Connection,
    sql: &str,
    parameters: impl Params,
) -> Sql<Vec<EventMention>> {
    let mut all = connection.prepare_cached(sql)?;
    let mentions = all.query_map(parameters, |row| whole_mention(connection, row))?;
    let mut mentions: Vec<_> = mentions.collect::<Sql<_>>()?;
    mentions.sort_by(|a, b| place(a).cmp(&place(b)));
    Ok(mentions)
}

fn place(mention: &EventMention) -> (&Digest, Span, &str) {
    (&mention.evidence.document, mention.trigger, &mention.id)
}

fn whole_mention(connection: &Connection, row: &Row<'_>) -> Sql<EventMention> {
    let number: i64 = row.get("number")?;
    let of = |sql: &str| connection.prepare_cached(sql);
    let side = "SELECT * FROM participant WHERE mention = ? AND role = ? ORDER BY ordinal";
    let names = "SELECT name FROM attribution WHERE mention = ? ORDER BY ordinal";
    let numbers = "SELECT * FROM quantity WHERE mention = ? ORDER BY ordinal";
    Ok(EventMention {
        source: of(side)?.query_map((number, "source"), participant)?.collect::<Sql<_>>()?,
        target: of(side)?.query_map((number, "target"), participant)?.collect::<Sql<_>>()?,
        attribution: of(names)?.query_map([number], |row| row.get(0))?.collect::<Sql<_>>()?,
        quantities: of(numbers)?.query_map([number], quantity)?.collect::<Sql<_>>()?,
        ..mention(row)?
    })
}

fn mention(row: &Row<'_>) -> Sql<EventMention> {
    Ok(EventMention {
        id: row.get("id")?,
        trigger: span(row, "trigger_start", "trigger_end")?,
        sentence: span(row, "sentence_start", "sentence_end")?,
        source: Vec::new(),
        target: Vec::new(),
        reciprocal: row.get("reciprocal")?,
        kind: word(row, "type")?,
        mode: row.get("mode")?,
        cameo: row.get("cameo")?,
        modality: word(row, "modality")?,
        date: event_date(row)?,
        background: row.get("background")?,
        attribution: Vec::new(),
        quantities: Vec::new(),
        confidence: row.get("confidence")?,
        found_by: row.get("found_by")?,
        evidence: Evidence {
            document: digest(row, "document")?,
            span: span(row, "quote_start", "quote_end")?,
            quote: row.get("quote")?,
        },
    })
}

fn participant(row: &Row<'_>) -> Sql<Participant> {
    let party = party(row)?;
    Ok(Participant {
        span: span(row, "start", "end")?,
        actor: party.actor,
        name: party.name,
        country: party.country,
        sector: party.sector,
    })
}

fn quantity(row: &Row<'_>) -> Sql<Quantity> {
    Ok(Quantity {
        span: span(row, "start", "end")?,
        value: row.get("value")?,
        unit: row.get("unit")?,
    })
}

#[cfg(test)]
mod tests {
    use detente_schema::DctBasis;
    use jiff::civil::date;

    use super::*;
    use crate::ErrorKind;
    use crate::fixture::{CODER, Told, coded, fill, parts};

    fn inherited(day: i8) -> Dct {
        Dct { value: Some(date(2018, 3, day)), basis: DctBasis::Inherited, span: None }
    }

    #[test]
    fn another_coder_or_another_date_makes_a_document_pending() {
        let mut ledger = Ledger::temporary().unwrap();
        let coded = coded(&[&[Told::of("PRK>CHN")], &[Told::of("CHN>PRK")]]);
        ledger.add_documents(&parts([coded[0].0.clone()])).unwrap();
        fill(&mut ledger, &coded);
        let stated: BTreeMap<_, _> =
            coded.iter().map(|(one, _)| (one.digest.clone(), one.dct.clone())).collect();
        let first = &coded[0].0.digest;
        assert_eq!(ledger.pending(CODER, &stated).unwrap(), []);
        assert_eq!(ledger.pending("coder 2", &stated).unwrap().len(), 2);
        let dcts = BTreeMap::from([(first.clone(), inherited(1))]);
        assert_eq!(ledger.pending(CODER, &dcts).unwrap(), std::slice::from_ref(first));
        ledger.add_codings(CODER, &[(first.clone(), inherited(1), Vec::new())]).unwrap();
        assert_eq!(ledger.pending(CODER, &dcts).unwrap(), []);
        assert_eq!(ledger.pending(CODER, &stated).unwrap(), std::slice::from_ref(first));
        assert_eq!(ledger.effective_dcts().unwrap()[first], inherited(1));
    }

    #[test]
    fn the_latest_coding_counts_and_the_earlier_stays() {
        let mut ledger = Ledger::temporary().unwrap();
        let (document, mentions) =
            coded(&[&[Told::of("PRK:KIM>CHN").on(""), Told::of("PRK+CHN")]]).remove(0);
        fill(&mut ledger, &[(document.clone(), mentions.clone())]);
        assert_eq!(ledger.mentions().unwrap(), mentions);
        let later =
            [(document.digest, inherited(2), vec![mentions[1].clone(), mentions[1].clone()])];
        ledger.add_codings("coder 2", &later).unwrap();
        assert_eq!(ledger.mentions().unwrap(), mentions[1..]);
        let kept = ledger
            .read(|c| c.query_row("SELECT count(*) FROM mention", [], |row| row.get::<_, u32>(0)));
        assert_eq!(kept.unwrap(), 3);
    }

    #[test]
    fn codings_of_unknown_documents_are_refused_whole() {
        let mut ledger = Ledger::temporary().unwrap();
        let coded = coded(&[&[Told::of("PRK>CHN")]]);
        fill(&mut ledger, &coded);
        let stray = (Digest("stray".to_owned()), Dct::unknown(), Vec::new());
        let batch = [(coded[0].0.digest.clone(), Dct::unknown(), Vec::new()), stray];
        let error = ledger.add_codings(CODER, &batch).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::UnknownDocument);
        assert_eq!(ledger.mentions().unwrap(), coded[0].1);
    }

    #[test]
    fn facts_cannot_be_changed_by_any_tool() {
        let mut ledger = Ledger::temporary().unwrap();
        fill(&mut ledger, &coded(&[&[Told::of("PRK>CHN")]]));
        for sql in
            ["DELETE FROM mention", "UPDATE coding SET coder = ''", "UPDATE document SET id = ''"]
        {
            let error = ledger.connection.execute(sql, []).unwrap_err().to_string();
            assert!(error.contains("facts are never"), "{sql}: {error}");
        }
    }
}
