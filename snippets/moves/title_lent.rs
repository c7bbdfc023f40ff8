//@ compiles
//@ fixes title_moved_out
#[derive(Debug)]
struct Song {
    title: String,
    artist: String,
}

fn main() {
    let title = String::from("Blue");
    let artist = String::from("Ada");
    let song = Song { title, artist };
    let label = &song.title;
    println!("{label} by {}", song.artist);
    println!("{song:?}");
}
