//! What a report is about: people, places, figures, days, and the words of its matter.

use crate::lexicon::{Class, Lexicon};
use crate::names::Names;
use crate::rng::Rng;

/// Days of the Gregorian calendar that the reports fall on: so many from the first of 2015.
pub const DAYS: usize = 3650;

/// A person of a report.
#[derive(Debug)]
pub struct Person {
    /// Given name and surname.
    pub full: String,
    /// The surname.
    pub surname: String,
    /// The office.
    pub title: String,
}

/// What a report is about.
#[derive(Debug)]
pub struct Cast {
    /// The people.
    pub people: Vec<Person>,
    /// The towns.
    pub places: Vec<String>,
    /// The states.
    pub countries: Vec<String>,
    /// The organisations.
    pub organisations: Vec<String>,
    /// The agency.
    pub agency: String,
    /// Counts.
    pub numbers: Vec<String>,
    /// Sums.
    pub sums: Vec<String>,
    /// Percentages.
    pub shares: Vec<String>,
    /// Days since the first of January 2015.
    pub day: usize,
    /// The words of the matter, by class.
    vocabulary: [Vec<usize>; 4],
}

impl Cast {
    /// Draws a cast.
    pub fn draw(lexicon: &Lexicon, names: &Names, rng: &mut Rng) -> Self {
        let titles = names.list("title");
        let person = |rng: &mut Rng| {
            let (full, surname) = names.person(rng);
            Person { full, surname, title: rng.pick(titles).clone() }
        };
        let words = |class, count, rng: &mut Rng| {
            std::iter::repeat_with(|| lexicon.draw(class, rng)).take(count).collect()
        };
        Self {
            people: (0..rng.between(2, 5)).map(|_| person(rng)).collect(),
            places: (0..rng.between(2, 5)).map(|_| names.place(rng)).collect(),
            countries: (0..rng.between(2, 4)).map(|_| names.country(rng)).collect(),
            organisations: (0..rng.between(1, 4)).map(|_| names.organisation(rng)).collect(),
            agency: names.agency(rng),
            numbers: (0..6).map(|_| count(rng)).collect(),
            sums: (0..3).map(|_| sum(rng)).collect(),
            shares: (0..3).map(|_| share(rng)).collect(),
            day: rng.below(DAYS),
            vocabulary: [
                words(Class::Noun, 40, rng),
                words(Class::Verb, 24, rng),
                words(Class::Adjective, 16, rng),
                words(Class::Adverb, 6, rng),
            ],
        }
    }

    /// A word of the matter or, three times of ten, any.
    pub fn word(&self, lexicon: &Lexicon, class: Class, rng: &mut Rng) -> usize {
        if rng.chance(0.7) {
            return *rng.pick(&self.vocabulary[class as usize]);
        }
        lexicon.draw(class, rng)
    }
}

/// A count, from some tens to some hundred thousand.
pub fn count(rng: &mut Rng) -> String {
    let digits = rng.between(1, 6);
    let number = rng.between(10usize.pow(digits as u32), 10usize.pow(digits as u32 + 1));
    let number = if rng.chance(0.4) { number / 10 * 10 } else { number };
    grouped(number)
}

/// A sum of money.
pub fn sum(rng: &mut Rng) -> String {
    let unit = *rng.pick(&["million", "billion"]);
    format!("${}.{} {unit}", rng.between(1, 900), rng.below(10))
}

/// A percentage.
pub fn share(rng: &mut Rng) -> String {
    format!("{}.{}", rng.between(0, 40), rng.below(10))
}

fn grouped(number: usize) -> String {
    if number < 1000 {
        return number.to_string();
    }
    format!("{},{:03}", number / 1000, number % 1000)
}
