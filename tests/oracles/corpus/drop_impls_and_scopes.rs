//@ compiles
struct Noisy {
    name: &'static str,
}
impl Drop for Noisy {
    fn drop(&mut self) {
        println!("drop {}", self.name);
    }
}
fn make(name: &'static str) -> Noisy {
    Noisy { name }
}

fn main() {
    let _kept = make("kept");
    let _ = make("wildcard");
    make("statement");
    let mut replaced = make("first");
    replaced = make("second");
    {
        let _inner = make("inner");
        let moved = replaced;
        println!("in block {}", moved.name);
    }
    let boxed: Box<Noisy> = Box::new(make("boxed"));
    match make("scrutinee") {
        Noisy { name } => println!("matched {name}"),
    }
    std::mem::drop(boxed);
}
