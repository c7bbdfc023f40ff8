//@ error E0594
struct Clock {
    hour: u32,
}

fn advance(clock: &Clock) {
    clock.hour += 1;
}

fn main() {
    let clock = Clock { hour: 1 };
    advance(&clock);
    println!("{}", clock.hour);
}
