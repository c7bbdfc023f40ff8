//@ error E0502
struct Game { players: Vec<String>, log: Vec<String> }
impl Game {
    fn note(&mut self, s: &str) { self.log.push(s.to_string()); }
    fn run(&mut self) {
        for p in &self.players {
            self.note(p);
        }
    }
    fn run2(&mut self) {
        for p in &self.players { self.log.push(p.clone()); }
    }
}
fn main() { let mut g = Game { players: vec![], log: vec![] }; g.run(); g.run2(); }
