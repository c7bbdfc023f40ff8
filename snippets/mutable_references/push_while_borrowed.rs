//@ error E0502
fn main() {
    let mut songs = vec!["Aria", "Blue"];
    let playing = &songs[0];
    songs.push("Canon"); //~ E0502
    println!("now playing {playing}, {} queued", songs.len());
}
