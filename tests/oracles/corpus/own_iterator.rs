//@ compiles
struct Countdown {
    left: u32,
}

impl Iterator for Countdown {
    type Item = String;
    fn next(&mut self) -> Option<String> {
        if self.left == 0 {
            return None;
        }
        self.left -= 1;
        Some(format!("t-{}", self.left))
    }
}

fn main() {
    let mut clock = Countdown { left: 3 };
    let first = clock.next();
    for line in clock.by_ref().take(1) {
        println!("{line}");
    }
    let rest: Vec<String> = clock.collect();
    println!("{first:?} {rest:?}");
}
