//@ compiles
struct Guard {
    name: String,
}

impl Drop for Guard {
    fn drop(&mut self) {
        println!("drop {}", self.name);
    }
}

struct Pair {
    left: Guard,
    right: Guard,
}

fn guard(name: &str) -> Guard {
    Guard { name: name.to_string() }
}

fn main() {
    let a = guard("a");
    let b = guard("b");
    let pair = Pair { left: guard("left"), right: guard("right") };
    let a = guard("shadow of a");
    {
        let inner = guard("inner");
        println!("in block with {}", inner.name);
    }
    drop(b);
    println!("end of main: {} {}", pair.left.name, a.name);
}
