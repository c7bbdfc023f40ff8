//@ error E0502
struct World {
    things: Vec<u32>,
    log: String,
}

impl World {
    fn note(&mut self, n: u32) {
        self.log.push_str(&n.to_string());
    }

    fn step(&mut self) {
        for thing in &self.things {
            if *thing > 2 {
                self.note(*thing);
            }
        }
    }
}

fn main() {
    World { things: vec![1], log: String::new() }.step();
}
