use detente_schema::{Evidence, EvidenceError};
use rusqlite::{Connection, Result as Sql, Row, Statement};

use crate::columns::{digest, span};
use crate::{Ledger, Result};

/// The outcome of slicing every evidence again.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Verification {
    /// How many pieces of evidence were compared.
    pub checked: u64,
    /// Those that do not hold.
    pub failures: Vec<Failure>,
}

/// Evidence that does not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// The mention or event that it should prove.
    pub id: String,
    /// The file of its document.
    pub source: String,
    /// What is wrong.
    pub error: EvidenceError,
}

impl Ledger {
    /// Slices the evidence of every mention ever coded and of every event again, and compares. One
    /// document is in memory at a time.
    pub fn verify(&self) -> Result<Verification> {
        self.read(verify)
    }
}

fn verify(connection: &Connection) -> Sql<Verification> {
    let mut documents =
        connection.prepare("SELECT number, digest, source, text FROM document ORDER BY digest")?;
    let mut told = connection.prepare(
        "SELECT id, ?2 AS document, quote_start AS start, quote_end AS \"end\", quote FROM mention
         WHERE coding IN (SELECT number FROM coding WHERE document = ?1) ORDER BY number",
    )?;
    let mut derived = connection.prepare(
        "SELECT event AS id, document, start, \"end\", quote FROM event_evidence
         WHERE ?1 IS NOT NULL AND document = ?2 ORDER BY event, ordinal",
    )?;
    let mut verification = Verification::default();
    let mut rows = documents.query([])?;
    while let Some(document) = rows.next()? {
        for proofs in [&mut told, &mut derived] {
            check(&mut verification, document, proofs)?;
        }
    }
    Ok(verification)
}

fn check(
    verification: &mut Verification,
    document: &Row<'_>,
    proofs: &mut Statement<'_>,
) -> Sql<()> {
    let text = document.get_ref("text")?.as_str()?;
    let (number, digest): (i64, String) = (document.get("number")?, document.get("digest")?);
    let mut rows = proofs.query((number, digest))?;
    while let Some(row) = rows.next()? {
        verification.checked += 1;
        if let Err(error) = evidence(row)?.verify_text(text) {
            let (id, source) = (row.get("id")?, document.get("source")?);
            verification.failures.push(Failure { id, source, error });
        }
    }
    Ok(())
}

fn evidence(row: &Row<'_>) -> Sql<Evidence> {
    Ok(Evidence {
        document: digest(row, "document")?,
        span: span(row, "start", "end")?,
        quote: row.get("quote")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::{Told, ledger};

    #[test]
    fn every_evidence_holds_until_the_text_is_tampered_with() {
        let ledger = ledger(&[&[Told::of("PRK>CHN")], &[Told::of("CHN>PRK"), Told::of("USA>PRK")]]);
        let sound = ledger.verify().unwrap();
        assert_eq!((sound.checked, sound.failures.len()), (6, 0), "three mentions, three events");
        ledger.connection.execute_batch("DROP TRIGGER document_holds").unwrap();
        ledger
            .connection
            .execute("UPDATE document SET text = upper(text) WHERE id = 'doc1'", [])
            .unwrap();
        let broken = ledger.verify().unwrap();
        assert_eq!((broken.checked, broken.failures.len()), (6, 4));
        assert!(matches!(broken.failures[0].error, EvidenceError::OtherWords { .. }));
        assert_eq!(broken.failures[0].source, "news/doc1.txt");
    }
}
