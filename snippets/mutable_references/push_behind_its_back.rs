//@ compiles no_run
//@ twin_of push_while_borrowed
//@ undefined_behaviour heap-use-after-free: read 5, freed 4, allocated 2
fn main() {
    let mut songs = vec!["Aria", "Blue"];
    let playing: *const &str = &songs[0];
    songs.push("Canon");
    let title = unsafe { *playing };
    println!("now playing {title}, {} queued", songs.len());
}
