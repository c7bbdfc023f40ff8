//@ compiles
use std::cell::Cell;

fn main() {
    let score = Cell::new(1);
    let (home, away) = (&score, &score);
    home.set(2);
    away.set(home.get() * 10);
    home.set(away.get() + 1);
    println!("{}", score.get());
}
