//@ compiles
//@ fixes field_into_closure
//@ edition 2018
struct Song {
    title: String,
    artist: String,
}

fn main() {
    let title = String::from("Blue");
    let song = Song { title, artist: String::from("Ada") };
    let artist = &song.artist;
    let credit = move || println!("by {}", artist);
    println!("{}", song.title);
    credit();
}
