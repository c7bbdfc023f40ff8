//@ error
struct Menu {
    best: u32,
}

impl Menu {
    fn choose(&self, dishes: &[String]) -> &str {
        &dishes[self.best as usize] //~ ERROR lifetime may not live long enough
    }
}

fn main() {
    let dishes = [String::from("soup")];
    println!("{}", Menu { best: 0 }.choose(&dishes));
}
