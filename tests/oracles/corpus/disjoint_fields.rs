//@ compiles
struct Game {
    players: Vec<String>,
    log: Vec<String>,
    round: u32,
}

impl Game {
    fn play(&mut self) {
        for player in &self.players {
            self.round += 1;
            self.log.push(format!("{player} {}", self.round));
        }
    }
}

fn main() {
    let mut game = Game { players: vec![String::from("Ada"), String::from("Bo")], log: vec![], round: 0 };
    game.play();
    let Game { players, log, .. } = &mut game;
    players.push(log[0].clone());
    let mut pair = (String::from("l"), String::from("r"));
    let left = &mut pair.0;
    let right = &mut pair.1;
    std::mem::swap(left, right);
    println!("{pair:?} {}", game.players.len());
}
