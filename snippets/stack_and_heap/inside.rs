//@ compiles
fn inside<T, P>(value: &T, part: *const P) -> bool {
    let start = (&raw const *value).addr();
    let end = start + size_of::<T>();
    (start..end).contains(&part.addr())
}

struct Player {
    name: String,
    score: u32,
}

fn main() {
    let player = Player { name: String::from("Ada"), score: 7 };
    println!("score: {}", inside(&player, &player.score));
    println!("name:  {}", inside(&player, &player.name));
    println!("text:  {}", inside(&player, player.name.as_ptr()));

    let code = *b"Ada";
    println!("array: {}", inside(&code, code.as_ptr()));

    let team = vec![player];
    println!("score in a Vec: {}", inside(&team, &team[0].score));
}
