//@[2018] error E0382
//@[2021] compiles
struct Song {
    title: String,
    artist: String,
}

fn main() {
    let title = String::from("Blue");
    let song = Song { title, artist: String::from("Ada") };
    let credit = move || println!("by {}", song.artist);
    println!("{}", song.title); //[2018]~ E0382
    credit();
}
