//@ compiles
//@ fixes hides_itself
struct Level(Option<Box<Level>>);

fn nested(n: u32) -> Level {
    if n == 0 {
        return Level(None);
    }
    Level(Some(Box::new(nested(n - 1))))
}

fn main() {
    println!("{}", nested(2).0.is_some());
}
