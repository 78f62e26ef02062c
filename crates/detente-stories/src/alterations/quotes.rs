use super::fresh::Comparison;
use super::pieces::Piece;

/// Words that both have, between quotation marks in one of the two only.
pub(super) fn moved(comparison: &Comparison, same: &[Piece]) -> Vec<Piece> {
    let mut moved: Vec<Piece> = Vec::new();
    for piece in same {
        let mut open = false;
        for (i, j) in piece.from.clone().zip(piece.to.clone()) {
            let differs = comparison.a[i].quoted != comparison.b[j].quoted;
            match moved.last_mut() {
                Some(last) if differs && open => (last.from.end, last.to.end) = (i + 1, j + 1),
                _ if differs => moved.push(Piece { from: i..i + 1, to: j..j + 1 }),
                _ => {}
            }
            open = differs;
        }
    }
    moved
}
