//@ compiles
//@ fixes push_while_borrowed
fn main() {
    let mut songs = vec!["Aria", "Blue"];
    songs.push("Canon");
    let playing = &songs[0];
    println!("now playing {playing}, {} queued", songs.len());
}
