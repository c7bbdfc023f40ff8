//@ compiles
//@ fixes push_while_borrowed
fn main() {
    let mut songs = vec!["Aria", "Blue"];
    let playing = 0;
    songs.push("Canon");
    println!("now playing {}, {} queued", songs[playing], songs.len());
}
