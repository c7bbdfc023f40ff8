//@ compiles no_run
fn main() {
    let mut songs = vec!["Aria", "Blue"];
    let playing: *const &str = &songs[0];
    songs.push("Canon");
    let title = unsafe { *playing };
    println!("now playing {title}, {} queued", songs.len());
}
