//@ compiles
fn main() {
    let mut songs = vec!["Aria", "Blue"];
    println!("{} of {} slots", songs.len(), songs.capacity());
    songs.push("Canon");
    println!("{} of {} slots", songs.len(), songs.capacity());
}
