//@ compiles
struct Noisy(&'static str);

impl Drop for Noisy {
    fn drop(&mut self) {
        println!("drop {}", self.0);
    }
}

struct Pair {
    left: Noisy,
    right: Noisy,
}

fn make(name: &'static str) -> Noisy {
    Noisy(name)
}

fn main() {
    let kept = &make("kept until the end");
    match make("kept for the match").0.len() {
        18 => println!("matched"),
        _ => println!("not matched"),
    }
    let _ = make("dropped at once");
    make("dropped at once, too");
    let Pair { left, .. } = Pair { left: make("left"), right: make("dropped with the let") };
    let pair = Pair { left, right: make("right") };
    let (_, second) = (make("dropped with the tuple"), make("second"));
    println!("{} {} {} {}", kept.0, pair.left.0, pair.right.0, second.0);
}
