//@ compiles
//@ heap allocs=3 bytes=48 leaked=0
struct Wagon {
    load: u32,
    next: Option<Box<Wagon>>,
}

fn main() {
    let mail = Wagon { load: 3, next: None };
    let coal = Wagon { load: 9, next: Some(Box::new(mail)) };
    let mut train = Some(Box::new(coal));
    if let Some(mut first) = train {
        train = first.next.take();
    }
    train = Some(Box::new(Wagon { load: 5, next: train }));
    println!("{}", train.is_some());
}
