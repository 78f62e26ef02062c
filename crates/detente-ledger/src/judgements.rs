use detente_schema::Judgement;
use rusqlite::{Connection, Result as Sql, Row, params};

use crate::columns::{share, word};
use crate::{Ledger, Result};

impl Ledger {
    /// Adds decisions on the identity of mentions, all or nothing. Of several on one pair the
    /// latest counts; `Unsure` leaves the pair to the rules again.
    pub fn add_judgements(&mut self, judgements: &[Judgement]) -> Result<()> {
        self.write(|transaction| judgements.iter().try_for_each(|one| add(transaction, one)))
    }

    /// The latest decision on each pair, in the order of the pairs.
    pub fn judgements(&self) -> Result<Vec<Judgement>> {
        self.read(latest_judgements)
    }
}

fn add(connection: &Connection, judgement: &Judgement) -> Sql<()> {
    let Judgement { a, b, verdict, by, score } = judgement;
    let (first, second) = if a <= b { (a, b) } else { (b, a) };
    connection
        .prepare_cached(
            "INSERT INTO judgement (a, b, verdict, \"by\", score) VALUES (?, ?, ?, ?, ?)",
        )?
        .execute(params![first, second, verdict.as_str(), by, share(*score)])?;
    Ok(())
}

pub(crate) fn latest_judgements(connection: &Connection) -> Sql<Vec<Judgement>> {
    connection
        .prepare(
            "SELECT * FROM judgement
             WHERE number IN (SELECT max(number) FROM judgement GROUP BY a, b) ORDER BY a, b",
        )?
        .query_map([], judgement)?
        .collect()
}

fn judgement(row: &Row<'_>) -> Sql<Judgement> {
    Ok(Judgement {
        a: row.get("a")?,
        b: row.get("b")?,
        verdict: word(row, "verdict")?,
        by: row.get("by")?,
        score: row.get("score")?,
    })
}
