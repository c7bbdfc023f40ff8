//@ error E0499
struct World { players: Vec<i32>, log: Vec<String> }
impl World {
    fn players(&mut self) -> &mut Vec<i32> { &mut self.players }
    fn log(&mut self) -> &mut Vec<String> { &mut self.log }
}
fn main() {
    let mut world = World { players: vec![1], log: vec![] };
    let players = world.players();
    let log = world.log();
    log.push(format!("{}", players.len()));
}
