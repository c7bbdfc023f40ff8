//@ compiles
//@ fixes q_clear_in_loop
fn main() {
    let mut songs = vec!["Aria", "Blue", "Canon"];
    if songs.iter().any(|song| song.len() > 4) {
        songs.clear();
    }
    println!("{songs:?}");
}
