//@ compiles
fn main() {
    let songs = vec!["Blue", "Green", "Red"];
    let buffer = songs.as_ptr();

    let playlist = songs;
    println!("same buffer: {}", playlist.as_ptr() == buffer);

    let boxed = Box::new(playlist);
    println!("same buffer: {}", boxed.as_ptr() == buffer);
}
