//@ compiles
//@ fixes push_while_borrowed
fn main() {
    let mut songs = vec!["Aria", "Blue"];
    let playing = songs[0];
    songs.push("Canon");
    println!("now playing {playing}, {} queued", songs.len());
}
