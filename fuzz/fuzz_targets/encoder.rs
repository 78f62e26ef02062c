//! Arbitrary bytes as a model file, and the model of the tests with bytes of it changed: what is
//! loaded reads without panic.
#![no_main]

use detente_events::encoder::Model;
use libfuzzer_sys::fuzz_target;

const FILE: &[u8] =
    include_bytes!("../../crates/detente-events/tests/encoder/model.safetensors");
const VOCABULARY: &str =
    include_str!("../../crates/detente-events/tests/encoder/vocabulary.txt");
const TEXT: &str = "The king of Ruritania said: “no talks”";

fuzz_target!(|input: (Vec<u8>, Vec<(u16, u8)>)| {
    let (bytes, changes) = input;
    read(&bytes);
    let mut file = FILE.to_vec();
    for (at, byte) in changes {
        let at = usize::from(at) % file.len();
        file[at] = byte;
    }
    read(&file);
});

fn read(file: &[u8]) {
    let Ok(model) = Model::load(file, VOCABULARY) else { return };
    for reading in model.read(&[TEXT, ""]) {
        reading.tags();
        reading.attributes(0..1);
        reading.roles(0..2);
        reading.home(0..2);
        reading.pair(0..1, 3..9);
    }
}
