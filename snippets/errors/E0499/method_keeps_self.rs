//@ error E0499
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
    let name = team.first();
    team.first().push('!'); //~ E0499
    name.push('?');
}

fn main() {
    let names = vec!["Ada".into()];
    rename(&mut Team { names, changes: 0 });
}
