//@ compiles
struct Station {
    songs: Vec<&'static str>,
    played: u32,
}

fn main() {
    let songs = vec!["Aria"];
    let mut station = Station { songs, played: 0 };

    let songs = &mut station.songs;
    let played = &mut station.played;
    songs.push("Blue");
    *played += 1;
    println!("{} songs, {} played", songs.len(), played);
}
