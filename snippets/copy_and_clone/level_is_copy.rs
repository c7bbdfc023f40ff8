//@ compiles
//@ fixes big_and_small
#[derive(Clone, Copy)]
struct Level(u8);

fn main() {
    let samples = [0.0_f64; 1000];
    let kept = samples;
    println!("{} and {}", samples.len(), kept.len());

    let level = Level(3);
    let saved = level;
    println!("{} and {}", level.0, saved.0);
}
