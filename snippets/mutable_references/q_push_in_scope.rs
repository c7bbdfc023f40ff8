//@ compiles
fn main() {
    let mut songs = vec!["Aria", "Blue"];
    let playing = &songs[0];
    println!("now playing {playing}");
    songs.push("Canon");
    println!("{} queued", songs.len());
}
