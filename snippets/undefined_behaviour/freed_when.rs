//@ compiles
struct Page(&'static str);

impl Drop for Page {
    fn drop(&mut self) {
        println!("  freed {}", self.0);
    }
}

fn print(page: Page) {
    println!("printing {}", page.0);
}

fn main() {
    let cover = Page("cover");
    let index = Page("index");
    print(index);
    println!("cover is {} letters long", cover.0.len());
    println!("end of main");
}
