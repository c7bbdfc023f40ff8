//@ compiles
struct Loud(&'static str);
impl Drop for Loud {
    fn drop(&mut self) {
        println!("drop {}", self.0);
    }
}
struct Both {
    first: Loud,
    second: Loud,
}

fn main() {
    let x = Loud("x");
    let both = Both { first: Loud("1"), second: Loud("2") };
    let Both { first, .. } = both;
    let x = Loud("shadow");
    let moved = x;
    {
        let _inner = Loud("inner");
        println!("in");
    }
    std::mem::drop(first);
    println!("end {}", moved.0);
}
