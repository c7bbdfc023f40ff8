//@ compiles
fn words<T>() -> usize {
    size_of::<T>() / size_of::<usize>()
}

fn main() {
    println!("Box<[u64; 100]>  {}", words::<Box<[u64; 100]>>());
    println!("[u64; 100]       {}", size_of::<[u64; 100]>() / 8);
    println!("&String          {}", words::<&String>());
    println!("&str             {}", words::<&str>());
    println!("&[u16]           {}", words::<&[u16]>());
    println!("Box<str>         {}", words::<Box<str>>());
    println!("String           {}", words::<String>());
    println!("Vec<u16>         {}", words::<Vec<u16>>());
}
