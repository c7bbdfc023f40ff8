//@ compiles
//@ fixes q_clear_in_loop
fn main() {
    let mut songs = vec!["Aria", "Blue", "Canon"];
    for song in &songs {
        if song.len() > 4 {
            songs.clear();
            break;
        }
    }
    println!("{songs:?}");
}
