//@ compiles
//@ fixes from_self_by_rule
struct Menu {
    best: u32,
}

impl Menu {
    fn choose<'a>(&self, dishes: &'a [String]) -> &'a str {
        &dishes[self.best as usize]
    }
}

fn main() {
    let dishes = [String::from("soup")];
    println!("{}", Menu { best: 0 }.choose(&dishes));
}
