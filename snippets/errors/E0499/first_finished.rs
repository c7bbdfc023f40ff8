//@ compiles
//@ fixes method_keeps_self
struct Team {
    names: Vec<String>,
    changes: u32,
}

impl Team {
    fn first(&mut self) -> &mut String {
        self.changes += 1;
        &mut self.names[0]
    }
}

fn rename(team: &mut Team) {
    team.first().push('?');
    team.first().push('!');
}

fn main() {
    let names = vec!["Ada".into()];
    let mut team = Team { names, changes: 0 };
    rename(&mut team);
    println!("{} {}", team.names[0], team.changes);
}
