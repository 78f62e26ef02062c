//! Finds where the patterns of the rules match a sentence.

use std::collections::HashSet;
use std::mem;

use detente_resources::time::{Pattern, Slot, Term, TimeRule};

use super::atoms::Atoms;
use super::lexicon::{Lexicon, Symbol};

/// How many steps are tried from one atom at most; rules that can be read in few ways need some hundred.
const STEPS: usize = 20_000;

/// One step of a compiled pattern; numbers are the steps that may follow.
#[derive(Debug)]
enum Step {
    Read { symbol: Symbol, slot: Option<Slot>, glued: bool, next: usize },
    Fork(Vec<usize>),
    Open(usize),
    Close(usize),
    Accept,
}

#[derive(Debug)]
struct Program {
    entry: usize,
    not_after: Vec<Symbol>,
    not_before: Vec<Symbol>,
}

/// How a rule may begin with one symbol.
#[derive(Debug)]
struct Beginning {
    rule: usize,
    /// True if one atom may be all that it reads.
    alone: bool,
    /// For each symbol whether it may be the second that is read.
    second: Vec<bool>,
}

/// All rules, compiled.
#[derive(Debug)]
pub(super) struct Matcher {
    steps: Vec<Step>,
    programs: Vec<Program>,
    /// For each symbol the rules that may begin with it.
    beginning: Vec<Vec<Beginning>>,
}

/// Where a rule matches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Match {
    /// The rule, as an index.
    pub(super) rule: usize,
    /// First atom of the extent.
    pub(super) first: usize,
    /// Atom after the last of the extent.
    pub(super) last: usize,
    /// Atom after the last that was read.
    end: usize,
    /// What the words say.
    pub(super) slots: Vec<(Slot, Term)>,
}

impl Beginning {
    fn may_go_on(&self, second: usize, atoms: &Atoms) -> bool {
        let go_on = |(symbol, _): &(Symbol, Term)| self.second[*symbol as usize];
        self.alone || (second < atoms.atoms.len() && atoms.readings(second).iter().any(go_on))
    }
}

impl Matcher {
    pub(super) fn new(rules: &[TimeRule], lexicon: &mut Lexicon) -> Self {
        let mut matcher =
            Self { steps: vec![Step::Accept], programs: Vec::new(), beginning: Vec::new() };
        for rule in rules {
            let entry = matcher.compile(&rule.pattern, 0, false, lexicon);
            let mut symbols = |names: &[String]| names.iter().map(|n| lexicon.symbol(n)).collect();
            let not_after = symbols(&rule.not_after);
            let not_before = symbols(&rule.not_before);
            matcher.programs.push(Program { entry, not_after, not_before });
        }
        matcher.beginning.resize_with(lexicon.len(), Vec::new);
        for rule in 0..rules.len() {
            matcher.index(rule, lexicon.len());
        }
        matcher
    }

    /// Adds the steps of `pattern` that lead to `next`; returns the first.
    fn compile(&mut self, pattern: &Pattern, next: usize, glued: bool, lex: &mut Lexicon) -> usize {
        let step =
            match pattern {
                Pattern::Literal(word) => {
                    Step::Read { symbol: lex.symbol(word), slot: None, glued, next }
                }
                Pattern::Class(name, slot) => {
                    let symbol = lex.symbol(&format!("{{{name}}}"));
                    Step::Read { symbol, slot: *slot, glued, next }
                }
                Pattern::Glued(inner) => return self.compile(inner, next, true, lex),
                Pattern::Optional(inner) => {
                    Step::Fork(vec![self.compile(inner, next, glued, lex), next])
                }
                Pattern::Choice(parts) => {
                    let entries = parts.iter().map(|part| self.compile(part, next, glued, lex));
                    Step::Fork(entries.collect())
                }
                Pattern::Sequence(parts) => {
                    return parts.iter().enumerate().rev().fold(next, |next, (i, part)| {
                        self.compile(part, next, glued && i == 0, lex)
                    });
                }
                Pattern::Extent(inner) => {
                    let close = self.add(Step::Close(next));
                    Step::Open(self.compile(inner, close, glued, lex))
                }
            };
        self.add(step)
    }

    fn add(&mut self, step: Step) -> usize {
        self.steps.push(step);
        self.steps.len() - 1
    }

    /// Notes with which symbols a rule begins and goes on.
    fn index(&mut self, rule: usize, symbols: usize) {
        for (symbol, next) in self.reads(self.programs[rule].entry).0 {
            let (reads, alone) = self.reads(next);
            let beginnings = &mut self.beginning[symbol as usize];
            if beginnings.last().is_none_or(|last| last.rule != rule) {
                beginnings.push(Beginning { rule, alone: false, second: vec![false; symbols] });
            }
            if let Some(beginning) = beginnings.last_mut() {
                beginning.alone |= alone;
                for (second, _) in reads {
                    beginning.second[second as usize] = true;
                }
            }
        }
    }

    /// What may be read at a step, with the steps behind, and whether nothing need be.
    fn reads(&self, step: usize) -> (Vec<(Symbol, usize)>, bool) {
        let (mut reads, mut accepts) = (Vec::new(), false);
        let (mut open, mut seen) = (vec![step], HashSet::new());
        while let Some(step) = open.pop() {
            match &self.steps[step] {
                _ if !seen.insert(step) => {}
                &Step::Read { symbol, next, .. } => reads.push((symbol, next)),
                Step::Fork(branches) => open.extend(branches.iter().rev()),
                &Step::Open(next) | &Step::Close(next) => open.push(next),
                Step::Accept => accepts = true,
            }
        }
        (reads, accepts)
    }

    /// The longest match of every rule at every atom: leftmost first, then longest, then by the
    /// order of the rules. They may overlap.
    pub(super) fn find(&self, atoms: &Atoms) -> Vec<Match> {
        let mut found = Vec::new();
        let mut rules: Vec<usize> = Vec::new();
        for start in 0..atoms.atoms.len() {
            rules.clear();
            let symbols = atoms.readings(start).iter().map(|(symbol, _)| *symbol as usize);
            let beginnings = symbols.flat_map(|symbol| &self.beginning[symbol]);
            let likely = beginnings.filter(|beginning| beginning.may_go_on(start + 1, atoms));
            rules.extend(likely.map(|beginning| beginning.rule));
            rules.sort_unstable();
            rules.dedup();
            found.extend(rules.iter().filter_map(|&rule| self.at(rule, start, atoms)));
        }
        found.sort_by_key(|m| (m.first, usize::MAX - m.last, usize::MAX - m.end, m.rule));
        found
    }

    fn at(&self, rule: usize, start: usize, atoms: &Atoms) -> Option<Match> {
        let program = &self.programs[rule];
        let before = start.checked_sub(1);
        if before.is_some_and(|before| any(atoms, before, &program.not_after)) {
            return None;
        }
        let mut walk = Walk {
            matcher: self,
            rule,
            atoms,
            slots: Vec::new(),
            extent: (start, start),
            best: None,
            left: STEPS,
        };
        walk.step(program.entry, start);
        walk.best
    }
}

fn any(atoms: &Atoms, index: usize, symbols: &[Symbol]) -> bool {
    symbols.iter().any(|&symbol| atoms.read(index, symbol).is_some())
}

/// Follows every way through one pattern, while steps are left. Patterns hold no repetition, so a
/// way is never longer than the pattern, however long the sentence.
struct Walk<'a> {
    matcher: &'a Matcher,
    rule: usize,
    atoms: &'a Atoms,
    slots: Vec<(Slot, &'a Term)>,
    extent: (usize, usize),
    best: Option<Match>,
    left: usize,
}

impl<'a> Walk<'a> {
    fn step(&mut self, step: usize, at: usize) {
        let Some(left) = self.left.checked_sub(1) else { return };
        self.left = left;
        let matcher = self.matcher;
        match &matcher.steps[step] {
            &Step::Read { symbol, slot, glued, next } => self.read(symbol, slot, glued, next, at),
            Step::Fork(branches) => branches.iter().for_each(|&branch| self.step(branch, at)),
            &Step::Open(next) => {
                let before = mem::replace(&mut self.extent.0, at);
                self.step(next, at);
                self.extent.0 = before;
            }
            &Step::Close(next) => {
                let before = mem::replace(&mut self.extent.1, at);
                self.step(next, at);
                self.extent.1 = before;
            }
            Step::Accept => self.accept(at),
        }
    }

    fn read(&mut self, symbol: Symbol, slot: Option<Slot>, glued: bool, next: usize, at: usize) {
        let atoms: &'a Atoms = self.atoms;
        let Some(term) = atoms.read(at, symbol) else { return };
        if glued && !atoms.atoms[at].glued {
            return;
        }
        let depth = self.slots.len();
        self.slots.extend(slot.map(|slot| (slot, term)));
        self.step(next, at + 1);
        self.slots.truncate(depth);
    }

    fn accept(&mut self, end: usize) {
        let (first, last) = self.extent;
        let best = self.best.as_ref().map_or((0, 0), |best| (best.last, best.end));
        let vetoed = any(self.atoms, end, &self.matcher.programs[self.rule].not_before);
        if (last, end) > best && first < last && !vetoed {
            let slots = self.slots.iter().map(|&(slot, term)| (slot, term.clone())).collect();
            self.best = Some(Match { rule: self.rule, first, last, end, slots });
        }
    }
}
