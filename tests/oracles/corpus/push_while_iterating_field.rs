//@ error E0502
struct Playlist {
    songs: Vec<String>,
    seen: usize,
}

impl Playlist {
    fn double(&mut self) {
        for song in self.songs.iter() {
            self.seen += 1;
            self.songs.push(song.clone());
        }
    }
}

fn main() {
    let mut list = Playlist { songs: vec!["a".into()], seen: 0 };
    list.double();
}
