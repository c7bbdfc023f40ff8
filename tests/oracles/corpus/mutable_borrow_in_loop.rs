//@ error E0499
struct Pool {
    items: Vec<String>,
}

impl Pool {
    fn get(&mut self) -> &mut String {
        self.items.push(String::new());
        self.items.last_mut().unwrap()
    }
}

fn main() {
    let mut pool = Pool { items: vec![] };
    let mut taken: Vec<&mut String> = Vec::new();
    for _ in 0..2 {
        taken.push(pool.get());
    }
    println!("{}", taken.len());
}
