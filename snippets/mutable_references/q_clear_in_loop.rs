//@ error E0502
fn main() {
    let mut songs = vec!["Aria", "Blue", "Canon"];
    for song in &songs {
        if song.len() > 4 {
            songs.clear(); //~ E0502
        }
    }
    println!("{songs:?}");
}
